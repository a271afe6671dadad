import { serveOpenMeter } from '@/lib/embedded/openmeter/serve';
import { env } from '@/lib/env';
import { embeddedMeter } from '@/lib/openmeter/embedded';

/** The embedded meter for other services of the product, unless a remote OpenMeter has taken its place. */
const handler = serveOpenMeter({
  meter: (request) => embeddedMeter()(request),
  basePath: '/api/openmeter',
  key: env.OPENMETER_URL ? undefined : env.EMBEDDED_OPENMETER_KEY,
});

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
