export { currentUser, requireUser, requireUserPage } from './current-user';
export { guestsAllowed } from './guests';
export { ensureAuthSecret } from './secret';
export type { CurrentUser } from './session';
