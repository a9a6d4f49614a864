# Reference values from R for tests/Analysis/Statistics/ReferenceTests.cs.
# Run here: Rscript make-reference.R   (writes r.json)
set.seed(2022)

number <- function(x) paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
case <- function(...) {
  fields <- list(...)
  text <- sapply(fields, function(x) if (length(x) == 1 && is.null(attr(x, "list"))) sprintf("%.15g", x) else number(x))
  paste0("    { ", paste0('"', names(fields), '": ', text, collapse = ", "), " }")
}
section <- function(name, cases) paste0('  "', name, '": [\n', paste(cases, collapse = ",\n"), "\n  ]")

# Median and the interval between order statistics, from the binomial distribution.
median_case <- function(n, level) {
  x <- round(rlnorm(n), 6)
  k <- qbinom((1 - level) / 2, n, 0.5)
  s <- sort(x)
  case(values = x, confidence = level, center = median(x), lower = s[k], upper = s[n + 1 - k])
}

# Hodges-Lehmann and the exact signed-rank interval, by wilcox.test itself.
wilcox_case <- function(n, level) {
  x <- round(rnorm(n, 0.3), 6)
  w <- wilcox.test(x, conf.int = TRUE, conf.level = level, exact = TRUE)
  case(values = x, confidence = level, center = unname(w$estimate), lower = w$conf.int[1], upper = w$conf.int[2])
}

# With ties and zeros wilcox.test is not exact. So here its own rule is applied to the Walsh averages.
tied_case <- function(n, level) {
  x <- round(rnorm(n), 0)
  walsh <- outer(x, x, "+") / 2
  walsh <- sort(walsh[lower.tri(walsh, diag = TRUE)])
  q <- qsignrank((1 - level) / 2, n)
  case(values = x, confidence = level, center = median(walsh), lower = walsh[q], upper = walsh[length(walsh) + 1 - q])
}

# Beyond 50 values: the order statistics of the Walsh averages as Hollander, Wolfe and Chicken give them (3.3). Beside
# them is what wilcox.test finds by its root search without the correction for continuity.
normal_case <- function(n, level) {
  x <- round(rlnorm(n, 0, 0.3), 6)
  walsh <- outer(x, x, "+") / 2
  walsh <- sort(walsh[lower.tri(walsh, diag = TRUE)])
  k <- floor(n * (n + 1) / 4 + qnorm((1 - level) / 2) * sqrt(n * (n + 1) * (2 * n + 1) / 24))
  w <- wilcox.test(x, conf.int = TRUE, conf.level = level, exact = FALSE, correct = FALSE)
  case(values = x, confidence = level, center = median(walsh), lower = walsh[k], upper = walsh[length(walsh) + 1 - k],
    wilcox_lower = w$conf.int[1], wilcox_upper = w$conf.int[2])
}

holm_case <- function(p) case(p = p, adjusted = p.adjust(p, "holm"))

pettitt_case <- function(x) {
  n <- length(x)
  u <- sapply(1:(n - 1), function(t) sum(sign(outer(x[1:t], x[(t + 1):n], "-"))))
  k <- which.max(abs(u))
  p <- min(1, 2 * exp(-6 * max(abs(u))^2 / (n^3 + n^2)))
  case(values = x, index = k, p = p)
}

mad_case <- function(x) case(values = x, flagged = as.numeric(abs(x - median(x)) > 3.5 * mad(x)))

steady <- round(rnorm(30), 6)
writeLines(c(
  "{",
  paste(
    section("median", c(mapply(median_case, c(6, 7, 10, 17, 25, 40), 0.95), mapply(median_case, c(12, 30), 0.99))),
    section("signed_rank", c(
      mapply(wilcox_case, c(6, 7, 10, 20, 35, 50), 0.95),
      mapply(wilcox_case, c(5, 12), 0.90),
      mapply(wilcox_case, c(8, 30), 0.99)
    )),
    section("signed_rank_tied", mapply(tied_case, c(8, 15, 30), 0.95)),
    section("holm", c(
      holm_case(c(0.01, 0.04, 0.03, 0.005)),
      holm_case(c(0.5, 0.9, 0.2)),
      holm_case(round(runif(12, 0, 0.1), 6))
    )),
    section("pettitt", c(
      pettitt_case(steady),
      pettitt_case(c(steady[1:18], steady[19:30] + 2)),
      pettitt_case(c(1, 1, 2, 1, 3, 3, 4, 3, 3, 4))
    )),
    section("outliers", c(mad_case(c(steady, 9, -7)), mad_case(c(1, 1, 2, 3, 50)))),
    section("signed_rank_normal", c(mapply(normal_case, c(51, 60, 200), 0.95), normal_case(90, 0.99))),
    sep = ",\n"
  ),
  "}"
), "r.json")
