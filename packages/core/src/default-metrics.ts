import type { MetricGoal } from "./promotion.ts";
import type { RecipeAlgorithm } from "./resource.ts";

/**
 * Whether less or more of a well-known metric is better; `undefined` where its name does not tell. Case,
 * separators and what a name begins with (`validation.RMSE`, `val_loss`, `test/f1`) do not matter.
 */
export function metricGoal(name: string): MetricGoal | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  // What a metric was measured at, as in `ndcg@10`, says nothing about its direction.
  while (words.length > 1 && (/^(?:k|\d+)$/.test(words.at(-1) ?? "") || averages.has(words.at(-1) ?? "")))
    words.pop();
  while (words.length > 1 && parts.has(words[0] ?? "")) words.shift();
  return goals.get(words.join(""));
}

/** What is measured of models that learn so, best known first. Source: Data Science Workspace. */
export function defaultMetrics(algorithm: RecipeAlgorithm): readonly string[] {
  switch (algorithm) {
    case "Regression":
      return ["RMSE", "MAPE", "MASE", "MAE"];
    case "Classification":
      return ["accuracy", "precision", "recall", "f-score", "auroc", "roc", "confusion matrix"];
    case "Custom":
    case "fp":
      return [];
  }
}

const averages: ReadonlySet<string> = new Set(["macro", "micro", "weighted", "mean", "avg"]);

/** What a metric was measured on, or how often. */
const parts: ReadonlySet<string> = new Set(
  "train training val valid validation test testing eval evaluation dev holdout cv final best avg average micro macro weighted".split(
    " ",
  ),
);

const lessIsBetter = `
  loss error err errorrate cost rmse mse mae mape smape wmape wape mase rmsle msle rmsse medae mdae
  rootmeansquarederror meansquarederror meanabsoluteerror meanabsolutepercentageerror meanabsolutescalederror
  medianabsoluteerror maxerror logloss crossentropy crossentropyloss binarycrossentropy
  categoricalcrossentropy hingeloss huberloss pinballloss quantileloss brier brierscore perplexity hamming
  hammingloss zerooneloss deviance poissondeviance gammadeviance meanpoissondeviance fpr fnr
  falsepositiverate falsenegativerate eer wer cer inertia daviesbouldin daviesbouldinindex
  daviesbouldinscore kl kldivergence fid aic bic latency ece expectedcalibrationerror rootmeansquaredlogerror
`;

const moreIsBetter = `
  accuracy acc balancedaccuracy topkaccuracy top1accuracy top5accuracy precision averageprecision ap recall
  sensitivity specificity tpr tnr truepositiverate truenegativerate f f1 f2 f1score f2score fscore fbeta
  fmeasure auc auroc rocauc areaunderroc aucroc prauc auprc aucpr pr mcc matthewscorrelation
  matthewscorrcoef kappa cohenkappa cohenskappa jaccard iou miou dice r2 r2score adjustedr2 rsquared
  explainedvariance explainedvariancescore d2 ndcg dcg map meanaverageprecision mrr meanreciprocalrank
  hitrate hits bleu rouge rougel meteor nmi ami ri ari randindex adjustedrandindex adjustedrandscore
  normalizedmutualinfo adjustedmutualinfo homogeneity completeness v vmeasure fmi fowlkesmallows purity
  silhouette silhouettescore calinskiharabasz calinskiharabaszscore calinskiharabaszindex dunn dunnindex
  lift gain ks gini reward throughput score precisionk recallk
`;

const goals: ReadonlyMap<string, MetricGoal> = new Map([
  ...wordsOf(lessIsBetter).map((word) => [word, "min"] as const),
  ...wordsOf(moreIsBetter).map((word) => [word, "max"] as const),
]);

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
