/** The name that people read. */
export const PRODUCT_NAME = 'Tokentally';

/** The same in names of files that people download, and to the servers that the app asks. */
export const PRODUCT_SLUG = 'tokentally';

/** The variable that holds an API key in the examples that people copy. */
export const API_KEY_VARIABLE = 'TOKENTALLY_API_KEY';
