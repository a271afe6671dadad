export type { CatalogModel, InputKind } from './catalog';
export { findModel, listModels, type ModelChoice } from './list';
