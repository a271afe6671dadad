import { AppError } from '../errors';

/** The same message came twice: by a browser that tried again, or by a second tab. One reply is written and billed. */
export class AlreadyAskedError extends AppError {
  constructor() {
    super(
      409,
      'already_asked',
      'This message has arrived before, and is answered once. Load the page anew to see the reply.',
    );
  }
}
