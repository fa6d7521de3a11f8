"""What the directory's pages need, starting from what the public may see."""

from alongside.directory import models


def account_of(run: models.Run) -> tuple[list[models.RunCount], list[models.RunProblem]]:
    """The figures and problems of one import."""
    return list(run.counts.order_by("pk")), list(run.problems.order_by("pk"))
