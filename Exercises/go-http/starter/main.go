// Command web serves three small pages on the port that the variable PORT names, 8080 without it.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func page(title string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<h1>%s</h1>\n", title)
	}
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	listen := flag.String("listen", ":"+port, "address and port to listen on, instead of PORT")
	flag.Parse()

	http.HandleFunc("GET /{$}", page("Home Page"))
	http.HandleFunc("GET /contact", page("Contact Us"))
	http.HandleFunc("GET /login", page("Login Page"))

	server := &http.Server{Addr: *listen}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		<-stop.Done()
		server.Close()
	}()

	log.Printf("web: listening on %s", *listen)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatalf("web: %v", err)
	}
	log.Print("web: stopped")
}
