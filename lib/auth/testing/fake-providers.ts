/** GitHub and Google as far as signing in goes, behind `fetch`: who has agreed there is `account`. */
export function fakeProviders() {
  const providers = {
    account: { id: '', name: '', email: '', isVerified: true },

    async fetch(input: RequestInfo | URL): Promise<Response> {
      const { name, email, isVerified, id } = providers.account;
      const url = input instanceof Request ? input.url : String(input);
      switch (url) {
        case 'https://github.com/login/oauth/access_token':
          return Response.json({ access_token: 'a token', token_type: 'bearer' });
        case 'https://api.github.com/user':
          return Response.json({ id, login: 'login', name, email });
        case 'https://api.github.com/user/emails':
          return Response.json([
            { email: 'old@example.com', primary: false, verified: true },
            { email, primary: true, verified: isVerified },
          ]);
        case `${GOOGLE}/.well-known/openid-configuration`:
          return Response.json({
            issuer: GOOGLE,
            authorization_endpoint: `${GOOGLE}/authorize`,
            token_endpoint: `${GOOGLE}/token`,
            userinfo_endpoint: `${GOOGLE}/userinfo`,
          });
        case `${GOOGLE}/token`:
          return Response.json({
            access_token: 'a token',
            token_type: 'bearer',
            id_token: idToken({ sub: id, name, email, email_verified: isVerified }),
          });
        default:
          throw new Error(`Nobody answers at ${url}.`);
      }
    },
  };
  return providers;
}

const GOOGLE = 'https://accounts.google.com';

/** Its signature is nonsense: one that comes from the token endpoint itself is not checked (OpenID Connect Core, 3.1.3.7). */
function idToken(claims: object): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'RS256' };
  const payload = { iss: GOOGLE, aud: 'google-id', iat: now, exp: now + 60, ...claims };
  return [JSON.stringify(header), JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}
