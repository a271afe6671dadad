/** The cookie that holds which model was chosen last: the one of a new chat. */
export const MODEL_COOKIE = 'model';
