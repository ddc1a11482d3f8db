"""Tests of what carries requests, against servers that misbehave on real sockets."""
