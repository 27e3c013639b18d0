"""What the writer tells Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class WriterMetrics:
    """Commands by outcome, batches by way and size, commit times, queue length."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.commands = Counter(
            "shukun_commands", "Commands by outcome", ["outcome"], registry=registry
        )
        self.batch = Histogram(
            "shukun_batch_commands",
            "Commands in one commit",
            registry=registry,
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
        )
        self.batches = Counter(
            "shukun_batches",
            "Batches by their way: decided ahead of the lock, under it, or turned back to it",
            ["way"],
            registry=registry,
        )
        self.commit = Histogram(
            "shukun_batch_seconds",
            "From sending a batch, or opening the log for it, to the commit's answer",
            registry=registry,
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10),
        )
        self.waiting = Gauge("shukun_queue_commands", "Commands waiting", registry=registry)
        self.head = Gauge("shukun_log_position", "Position of the log's head", registry=registry)
        self.ahead = self.batches.labels("ahead")
        self.locked = self.batches.labels("locked")
        self.turned_back = self.batches.labels("turned_back")
        self.accepted = self.commands.labels("accepted")
        self.refused = self.commands.labels("refused")
        self.replayed = self.commands.labels("replayed")
        self.crashed = self.commands.labels("crashed")
        self.unavailable = self.commands.labels("unavailable")
