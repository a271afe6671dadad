import { siteAddress } from '../site-address';

/** Where the API begins, as the browser that sent these headers reached the site: `https://chat.example.com/v1`. */
export const apiBaseUrl = (headers: Headers): string => `${siteAddress(headers)}/v1`;
