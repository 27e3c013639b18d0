"""Benchmarks: what the services do in a second, beside peers on the same servers."""
