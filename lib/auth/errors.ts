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
        'password, or with the other button.',
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

export class GuestsOffError extends AppError {
  constructor(message = 'Chatting without an account is switched off here. Sign in or create an account.') {
    super(403, 'guests_off', message);
  }
}
