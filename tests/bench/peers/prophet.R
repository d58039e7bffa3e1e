# Times R Prophet: `prophet.R CSV DAYS [--mcmc]`. Prints {case: {milliseconds}}; exit status 3: not
# installed. With --mcmc its sampler instead, once: 4 chains one after the other, 250 draws each
# after as many of warm-up.
if (!requireNamespace("prophet", quietly = TRUE)) quit(status = 3)
suppressMessages(library(prophet))

arguments <- commandArgs(trailingOnly = TRUE)
history <- head(read.csv(arguments[1]), as.integer(arguments[2]))
history$ds <- as.Date(history$ds)

milliseconds <- function(...) {
  took <- system.time(model <- suppressMessages(prophet(history, uncertainty.samples = 0, ...)))
  list(model = model, milliseconds = 1000 * took[["elapsed"]])
}

if ("--mcmc" %in% arguments) {
  sampled <- milliseconds(mcmc.samples = 500, refresh = 0, seed = 1)
  rhat <- max(rstan::summary(sampled$model$stan.fit)$summary[, "Rhat"], na.rm = TRUE)
  cat(sprintf('{"draws_1000": {"milliseconds": %.0f, "figure": %.4f}}', sampled$milliseconds, rhat))
} else {
  milliseconds() # loads what R loads when it is first used
  samples <- replicate(5, milliseconds()$milliseconds)
  cat(sprintf('{"default_fit": {"milliseconds": %.3f}}', median(samples)))
}
