import Testing

@testable import Catalogue

@Suite struct TagTests {
    @Test(arguments: [
        "node", "node:20", "node:20-alpine", "node:20-alpine3.19", "node:20.11.1-bookworm-slim", "node:lts",
        "node:lts-alpine",
        "node:iron-slim", "node:alpine", "node:current-slim", "docker.io/library/node:22", "golang:latest",
        "golang:1.22",
        "golang:1.22.1-alpine", "golang:1.22.1-alpine3.19", "golang:alpine", "golang:1-bookworm", "ubuntu",
        "ubuntu:20.04",
        "ubuntu:jammy", "ubuntu:jammy-20240111", "redis:7.2.4-alpine", "redis:alpine", "redis:7",
        "python:3.10.6-buster",
        "python:3", "python:3.12-slim-bookworm", "debian:12", "debian:12.5-slim", "debian:bookworm-slim",
        "debian:bookworm-20240110-slim", "debian:stable-slim", "alpine:3.19", "alpine:3.19.1", "alpine:edge", "busybox",
        "busybox:1.36.1-musl", "busybox:musl", "library/alpine",
    ])
    func known(_ reference: String) throws {
        #expect(OfflineCatalogue.knows(reference))
        let text = try #require(OfflineCatalogue.standIn(for: reference))
        #expect(text.contains(", in place of "))
    }

    @Test(arguments: [
        "node:20-alpnie", "node:20-", "node:-20", "node:banana", "node:20-alpine4", "node:20-20",
        "node:20-alpine-alpine",
        "node:2", "python:2.7", "python:4", "redis:banana", "ubuntu:13.10", "ubuntu:20.04-alpine", "alpine:3.19-slim",
        "alpine:2.7", "golang:2", "golang:1.22.1.1", "golang:windowsservercore", "nginx", "mysql:8", "nodes",
        "me/node:20",
        "localhost:5000/node:20", "ghcr.io/library/node", "", "Node", "scratch",
        "node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ])
    func unknown(_ reference: String) { #expect(!OfflineCatalogue.knows(reference)) }

    @Test(arguments: [
        ("node:20-alpine", Part.nodeAlpine), ("node:20", .node), ("node:alpine3.19", .nodeAlpine), ("golang", .golang),
        ("golang:1.22.1-alpine", .golangAlpine), ("python:3-alpine", .pythonAlpine),
        ("redis:7.2.4-alpine", .redisAlpine),
        ("alpine", .alpine), ("busybox", .busybox), ("ubuntu:20.04", .debian), ("debian", .debian),
    ])
    func parts(_ reference: String, _ part: Part) throws { #expect(try #require(StandIn(reference)).part == part) }

    @Test func everyUsualNameIsKnown() {
        for entry in OfflineCatalogue.entries {
            #expect(!entry.usualNames.isEmpty)
            for name in entry.usualNames { #expect(OfflineCatalogue.knows(name), "\(name)") }
        }
    }
}
