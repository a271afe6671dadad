/**
 * A port on which nobody listens, for as long as a test likes: no service has ever had it, no system hands it out (what is
 * asked for any port gets one above 1023), and `fetch` does not refuse it by itself, as it does 1 and others.
 */
export const NOBODYS_PORT = 4;
