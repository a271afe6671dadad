import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { listen } from './listen';

export interface ReceivedMail {
  to: string[];
  /** As it came, with headers. */
  message: string;
}

/** A mail server that wants a password, `p@ss`, knows everybody but `nobody@…`, and keeps what it is sent. */
export async function startMailServer() {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      password === 'p@ss' ? done(null, { user: username }) : done(new Error('Who are you?')),
    onRcptTo: ({ address }, _, done) =>
      address.startsWith('nobody@') ? done(new Error(`${address} is unknown here`)) : done(),
    onData: (stream, { envelope: { rcptTo } }, done) => {
      text(stream).then((message) => {
        received.push({ to: rcptTo.map(({ address }) => address), message });
        done();
      }, done);
    },
  });
  const port = await listen(server.server);
  return {
    received,
    urlWith: (password: string) => `smtp://app:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
}
