export type { CatalogModel, InputKind } from './catalog';
export { findModel, listModels, listModelsOrThrow, type ModelChoice, requireModel } from './list';
