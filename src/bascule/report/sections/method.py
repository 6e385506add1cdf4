"""The method in plain words, with the published work it stands on."""

from bascule.locale import N_
from bascule.report.blocks import Block, Bullets, Heading, Inline, Link, Section, sentence
from bascule.report.brief import Brief

TITLE = N_("The method, in plain words")
PARAGRAPHS = (
    N_(
        "Every platform counts the sales it has touched, including those that would have happened anyway. We look "
        "instead at your own sales, week after week, and ask: when this spending went up or down, did sales "
        "follow, once season, trend, holidays and the other channels are taken out?"
    ),
    N_(
        "For each channel we estimate three things: how much of the effect lasts after the week it was paid for, "
        "how quickly it wears out as spending grows, and how many dollars of sales one dollar brings. None is "
        "known exactly; the computation keeps every combination that fits your data, in proportion to how well "
        "it fits. This is where the ranges come from."
    ),
    N_(
        "A company your size seldom has enough history to settle every question. So each channel starts from what "
        "published experiments found for channels of its kind, and what a platform claims counts as a testimony "
        "known to exaggerate. Each figure says what it rests on: comparable channels, corrected claims, stops and "
        "steps in your own history, your sales history, or a planned test."
    ),
    N_(
        "A verdict is a decision, not a grade. A channel is stopped only when it is at least 90% sure that it does "
        "not pay for itself at your margin and something more than comparable channels says so, and the stops "
        "advised are held so that fewer than one in twenty would be wrong. What is not proven is to be proven; it "
        "is not called waste."
    ),
    N_(
        "The plan is the split of the budget with the highest expected margin over all these combinations at once, "
        "within bounds that keep it close to what you have already tried."
    ),
)
UNREAD = N_(
    "In this study no sale was read: the steps below that look at your sales were not taken, and each channel stays at "
    "its starting point, moved only by what its platform claims. Once sales are given, the same command reads them."
)
WORDS = N_("What the words mean")
SCALE = N_(
    "Almost certain: at least 95 chances in 100. Very probable: 85 to 95. Probable: 65 to 85. Even odds: 35 to 65. "
    "Improbable: 15 to 35. Very improbable: less than 15."
)
RETURN = N_(
    "A return of {example} means that one dollar spent adds {money} to your sales, not to your profit: at a margin "
    "of {margin}, it takes {break_even} for the dollar to come back."
)
READ = N_("To read further")
REFERENCES: tuple[tuple[str, str, str], ...] = (
    (
        "Jin, Y., Wang, Y., Sun, Y., Chan, D., Koehler, J. (2017). Bayesian Methods for Media Mix Modeling with "
        "Carryover and Shape Effects. Google. ",
        "research.google/pubs/pub46001",
        "https://research.google/pubs/pub46001/",
    ),
    (
        "Hoffman, M. D., Gelman, A. (2014). The No-U-Turn Sampler. Journal of Machine Learning Research 15, "
        "1593–1623. ",
        "arXiv:1111.4246",
        "https://doi.org/10.48550/arXiv.1111.4246",
    ),
    (
        "Gordon, B. R., Moakler, R., Zettelmeyer, F. (2022). Close Enough? A Large-Scale Exploration of "
        "Non-Experimental Approaches to Advertising Measurement. ",
        "arXiv:2201.07055",
        "https://doi.org/10.48550/arXiv.2201.07055",
    ),
    (
        "Blake, T., Nosko, C., Tadelis, S. (2015). Consumer Heterogeneity and Paid Search Effectiveness: A "
        "Large-Scale Field Experiment. Econometrica 83(1), 155–174. ",
        "doi:10.3982/ECTA12423",
        "https://doi.org/10.3982/ECTA12423",
    ),
    (
        "Lewis, R. A., Rao, J. M. (2015). The Unfavorable Economics of Measuring the Returns to Advertising. "
        "Quarterly Journal of Economics 130(4), 1941–1973. ",
        "doi:10.1093/qje/qjv023",
        "https://doi.org/10.1093/qje/qjv023",
    ),
    (
        "Shapiro, B. T., Hitsch, G. J., Tuchman, A. E. (2021). TV Advertising Effectiveness and Profitability: "
        "Generalizable Results From 288 Brands. Econometrica 89(4), 1855–1879. ",
        "doi:10.3982/ECTA17674",
        "https://doi.org/10.3982/ECTA17674",
    ),
    (
        "Sethuraman, R., Tellis, G. J., Briesch, R. A. (2011). How Well Does Advertising Work? Generalizations "
        "from Meta-Analysis of Brand Advertising Elasticities. Journal of Marketing Research 48(3), 457–471. ",
        "doi:10.1509/jmkr.48.3.457",
        "https://doi.org/10.1509/jmkr.48.3.457",
    ),
)


def method(brief: Brief) -> Section:
    """Return how the figures were worked out, what the words mean, and the references."""
    locale = brief.locale
    example = locale.t(
        RETURN,
        example=locale.ratio(3.0),
        money=locale.money(3.0, 2),
        margin=brief.margin(),
        break_even=brief.break_even(),
    )
    references: tuple[tuple[Inline, ...], ...] = tuple(
        (words, Link(name, address)) for words, name, address in REFERENCES
    )
    blocks: tuple[Block, ...] = (
        *(() if brief.sales_read else (sentence(locale.t(UNREAD), kind="lead"),)),
        *(sentence(locale.t(paragraph)) for paragraph in PARAGRAPHS),
        Heading(locale.t(WORDS), 3),
        sentence(locale.t(SCALE)),
        sentence(example),
        Heading(locale.t(READ), 3),
        Bullets(references),
    )
    return Section("method", locale.t(TITLE), blocks)
