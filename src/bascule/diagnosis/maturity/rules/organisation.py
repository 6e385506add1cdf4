"""Organisation: does the work go on without the one who does it today. No file shows it: the owner's proof does."""

from bascule.diagnosis.maturity.evidence import Evidence, Found, proven


def owners_named(evidence: Evidence) -> Found:
    """Ask that every process have one person who answers for it."""
    return proven("owners_named", evidence)


def processes_documented(evidence: Evidence) -> Found:
    """Ask that the critical processes be written down."""
    return proven("processes_documented", evidence)


def drills_done(evidence: Evidence) -> Found:
    """Ask that processes making 60 % of the weight have been run by someone else, unaided."""
    return proven("drills_done", evidence)


def continuity(evidence: Evidence) -> Found:
    """Ask that 80 % of the work go on without the consultant, shown by doing."""
    return proven("continuity", evidence)
