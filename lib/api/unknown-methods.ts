/**
 * The methods that a path doesn't have, which Next.js would answer with an empty 405. Where a route exports all of these,
 * its own go before.
 */
export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as POST,
  unknownUrl as PUT,
} from './unknown-url';
