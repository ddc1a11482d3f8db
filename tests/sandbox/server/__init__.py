"""Tests of the sandbox's HTTP server: real sockets, real clients, real curl."""
