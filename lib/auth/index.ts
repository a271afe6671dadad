export { currentUser, requireUser, requireUserPage } from './current-user';
export { guestsAllowed } from './guests';
export type { CurrentUser } from './session';
