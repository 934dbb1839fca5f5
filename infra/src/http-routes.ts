/** Whether API Gateway lets a request through without a valid access token. */
type Access = 'all' | 'signed in';

/** Every route of the HTTP API. Anything else is refused by the gateway with 404. */
export const httpRoutes: readonly (readonly [
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  access: Access,
])[] = [
  ['GET', '/drops', 'all'],
  ['POST', '/drops', 'signed in'],
  ['GET', '/drops/{dropId}', 'all'],
  ['GET', '/drops/{dropId}/lots', 'all'],
  ['POST', '/drops/{dropId}/lots', 'signed in'],
  ['PATCH', '/drops/{dropId}/lots/{lotId}', 'signed in'],
  ['GET', '/drops/{dropId}/lots/{lotId}/history', 'all'],
  ['GET', '/drops/{dropId}/snapshot', 'all'],
  // An edge keeps what it was answered for a second, and must not learn from a question without a body that there is nothing.
  ['HEAD', '/drops/{dropId}/snapshot', 'all'],
  ['GET', '/drops/{dropId}/receipts', 'signed in'],
  ['GET', '/drops/{dropId}/paddles', 'signed in'],
  ['POST', '/drops/{dropId}/paddles', 'signed in'],
  ['PUT', '/drops/{dropId}/paddles/{paddle}/suspension', 'signed in'],
  ['PUT', '/drops/{dropId}/paddles/{paddle}/limit', 'signed in'],
  ['PUT', '/drops/{dropId}/paddles/{paddle}/seller', 'signed in'],
  ['GET', '/keys', 'all'],
  ['POST', '/tickets', 'signed in'],
  ['GET', '/lots/{lotId}/net', 'signed in'],
  ['GET', '/sellers/{sellerId}/statements', 'signed in'],
  ['GET', '/sellers/{sellerId}/statements/{statementId}', 'signed in'],
  ['GET', '/me', 'signed in'],
];
