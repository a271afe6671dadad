import { unknownUrl } from '@/lib/api/unknown-url';

export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as POST,
  unknownUrl as PUT,
};
