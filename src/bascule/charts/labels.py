"""What a channel is called in front of people."""

from bascule.company import Company


def channel_label(company: Company, channel: str) -> str:
    """Return the label the owner gave to a channel, else its name with spaces.

    Examples
    --------
    >>> channel_label(Company(name="Café", gross_margin=0.5), "generic_search")
    'Generic search'
    """
    settings = company.channels.get(channel)
    if settings is not None and settings.label:
        return settings.label
    words = channel.replace("_", " ").strip() or channel
    return words[0].upper() + words[1:]
