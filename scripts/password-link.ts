import './support/environment';
import { parseArgs } from 'node:util';
import { passwordLink } from '@/lib/auth/password-link/link';
import { existingSecret } from '@/lib/auth/secret';
import { getDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { EXIT, runCommand } from './support/command';

const USAGE = `npm run password:link -- ada@example.com    a link with which this person can choose a new password

Give it to nobody else: it holds for an hour, and once.`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  const [email] = positionals;
  if (values.help || email === undefined) {
    console.log(USAGE);
    return values.help ? EXIT.ok : EXIT.failed;
  }
  // Beside the embedded database lies the secret that goes with it in development; with a Postgres goes another one.
  const secret = await existingSecret(env);
  if (secret === undefined || (secret.file && env.DATABASE_URL)) {
    console.error('Set AUTH_SECRET to the app’s: with another one the link would lead nowhere.');
    return EXIT.failed;
  }
  const appUrl = env.AUTH_URL ?? 'http://localhost:3000';
  const link = await passwordLink({ db: await getDb(), secret: secret.value, appUrl }, email.toLowerCase());
  if (link === undefined) {
    console.error('Nobody has an account with this e-mail address.');
    return EXIT.found;
  }
  if (secret.file) {
    console.error(
      `Made with the development secret in ${secret.file}. If the app runs by \`npm start\`, the link leads nowhere: set ` +
        'AUTH_SECRET to the app’s, and run this again.',
    );
  }
  console.log(link);
  return EXIT.ok;
});
