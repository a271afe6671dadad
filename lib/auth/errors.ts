import { AppError } from '../errors';

/** The one answer to a wrong password, an unknown address and an address that was taken: which one is not told. */
export class WrongCredentialsError extends AppError {
  constructor() {
    super(
      401,
      'wrong_credentials',
      'This e-mail address and password don’t go together. Check both and try again. If you signed in ' +
        'another way before, do it that way now.',
    );
  }
}

/** An account at GitHub or Google has the e-mail address of a person who hasn’t shown that it is theirs. */
export class AccountExistsError extends AppError {
  constructor() {
    super(
      409,
      'account_exists',
      'There is already an account with this e-mail address. Sign in the way you did before: with its ' +
        'password, or with the other button. Then you can connect this one, under “Connected accounts”.',
    );
  }
}

/** Of a link with which a new password is chosen: too old, used, or not one of ours. */
export class PasswordLinkOverError extends AppError {
  constructor() {
    super(
      410,
      'password_link_over',
      'This link is over: it holds for an hour, and for one new password. Ask for a new one.',
    );
  }
}

/** A member tried to connect an account at GitHub or Google which nothing shows to be theirs. */
export class NotYourAccountError extends AppError {
  constructor() {
    super(
      409,
      'not_your_account',
      'This account can’t be connected: it has another e-mail address than yours, or signs in somebody else ' +
        'here. To sign in with it, sign out first.',
    );
  }
}

/** Of a sign-in as a guest by somebody who is signed in: their session would be prolonged, or lost to them. */
export class AlreadySignedInError extends AppError {
  constructor() {
    super(409, 'already_signed_in', 'You are signed in already. Sign out first to begin as another guest.');
  }
}

export class GuestsOffError extends AppError {
  constructor(message = 'Chatting without an account is switched off here. Sign in or create an account.') {
    super(403, 'guests_off', message);
  }
}
