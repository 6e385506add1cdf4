"""What is said of files of advertising, of visits and of searches."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "dates_month_first": N_("The dates are read with the month first, as {source} always writes them."),
    "dates_day_first": N_("The dates are read with the day first, as {source} always writes them."),
    "totals_near": N_(
        "The rows add up to {reckoned_money} and the file states {stated_money}: the platform counts by estimate, and "
        "that is near enough."
    ),
    "counts_near": N_(
        "The rows add up to {reckoned} and the file states {stated}: the platform counts by estimate, and that is near "
        "enough."
    ),
    "periods_compared": N_(
        "The file compares several periods. Only the first is read ({kept}); rows of the others, left out: {rows}."
    ),
    "periods_crossed": N_(
        "Figures for whole periods that cross those of {other}, which cannot be told apart: {rows}. They are left out. "
        "Export the report by day, or periods that follow one another."
    ),
    "period_long": N_(
        "{file} gives one figure for {start_date} to {end_date}, which tells no week from another: the study does not "
        "use it. Export it by day, or month by month."
    ),
    "rows_missing": N_(
        "{file} states that it has {stated} rows, and {found} whole ones are there. Its end is missing, or rows were "
        "deleted; export it again."
    ),
    "terms_untold": N_(
        "Nothing tells which of these terms is the company: {terms}. Write how people name it in bascule.toml: "
        'own_names = ["…"]'
    ),
    "terms_rival": N_(
        "These terms do not name the company and are taken for rivals: {terms}. If one is what you sell, write in "
        'bascule.toml, under [terms]: "{first}" = "category"'
    ),
    "own_names_unknown": N_(
        "Nothing tells the searches of {file} that name the company from the others. Write how people name it in "
        'bascule.toml: own_names = ["…"]'
    ),
    "search_filtered": N_(
        "The searches were exported with filters ({filters}), so they are only a part. Export them again without."
    ),
    "search_repeated": N_(
        "{file} shows the same searches in another way, or how they were filtered. It is left aside, so that nothing "
        "is counted twice."
    ),
}
