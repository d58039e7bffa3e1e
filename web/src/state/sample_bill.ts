// The sample bill: one seed, so that everybody sees the same picture and the same anomalies.

export const SAMPLE_SEED = 11;
export const SAMPLE_DAYS = 730;
export const SAMPLE_LABEL = 'Sample bill (synthetic)';
