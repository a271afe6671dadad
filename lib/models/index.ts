export type { CatalogModel } from './catalog';
export { findModel, listModels, type ModelChoice } from './list';
