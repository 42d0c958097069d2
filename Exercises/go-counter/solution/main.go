// Command counter answers each request with the number of requests so far.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os/signal"
	"sync/atomic"
	"syscall"
)

func main() {
	listen := flag.String("listen", ":8090", "address and port to listen on; no address means all of them")
	flag.Parse()

	var count atomic.Int64
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "Counter: %d\n", count.Add(1))
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
