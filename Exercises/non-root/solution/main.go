// Command visits counts its visitors and keeps the number in visits.txt in its working directory.
// It also serves about.html from there.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

const file = "visits.txt"

// next reads the number, adds one and writes it back. No file means no visitor yet.
func next() (int, error) {
	visits := 0
	text, err := os.ReadFile(file)
	switch {
	case err == nil:
		if visits, err = strconv.Atoi(strings.TrimSpace(string(text))); err != nil {
			return 0, err
		}
	case !os.IsNotExist(err):
		return 0, err
	}
	visits++
	return visits, os.WriteFile(file, []byte(strconv.Itoa(visits)+"\n"), 0o644)
}

func main() {
	var one sync.Mutex
	http.HandleFunc("GET /about", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "about.html")
	})
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		one.Lock()
		visits, err := next()
		one.Unlock()
		if err != nil {
			log.Printf("visits: %v", err)
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintf(w, "Visits: %d\n", visits)
	})

	server := &http.Server{Addr: ":8080"}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		<-stop.Done()
		server.Close()
	}()

	log.Printf("visits: listening on %s as user %d", server.Addr, os.Getuid())
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatalf("visits: %v", err)
	}
}
