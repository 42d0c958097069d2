// Command counter answers each request with the number of requests so far.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync/atomic"
	"syscall"
)

func main() {
	listen := flag.String("listen", ":8090", "address and port to listen on; no address means all of them")
	flag.Parse()

	const file = "/tmp/count"
	var count atomic.Int64
	if saved, err := os.ReadFile(file); err == nil {
		n, _ := strconv.ParseInt(string(saved), 10, 64)
		count.Store(n)
	}
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		n := count.Add(1)
		os.WriteFile(file, []byte(strconv.FormatInt(n, 10)), 0o644)
		fmt.Fprintf(w, "Counter: %d\n", n)
	})

	server := &http.Server{Addr: *listen}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		<-stop.Done()
		server.Close()
	}()

	log.Printf("counter: listening on %s", *listen)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatalf("counter: %v", err)
	}
	log.Print("counter: stopped")
}
