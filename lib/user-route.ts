import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import { type CurrentUser, requireUser } from './auth';
import { errorResponse, route } from './http';
import { refuseOtherOrigins } from './own-pages';

/**
 * Wraps a route handler like `route`, for who is signed in: the log has whose request was refused. What changes something is
 * taken from pages of the app only.
 */
export function userRoute<Rest extends unknown[]>(
  handler: (request: Request, user: CurrentUser, ...rest: Rest) => Promise<Response>,
) {
  return route(async (request: Request, ...rest: Rest) => {
    const user = await requireUser();
    try {
      refuseOtherOrigins(request);
      return await handler(request, user, ...rest);
    } catch (error) {
      unstable_rethrow(error);
      return errorResponse(error, request, user.id);
    }
  });
}
