import type { ErrorCatalog } from './error-catalog.ts'

/** What any route may answer, whatever service it belongs to. */
export const baseErrors = {
  'malformed-request': {
    status: 400,
    title: 'La petición HTTP está mal formada',
    when: 'Broken HTTP: a path with an invalid percent-encoding, a body shorter than its Content-Length, no Host, bytes that are not HTTP.',
  },
  'invalid-json': {
    status: 400,
    title: 'El cuerpo no es JSON válido',
    when: 'The body is empty, is not UTF-8, is not JSON, or nests too deeply. `line` and `column` tell where.',
  },
  'validation-failed': {
    status: 400,
    title: 'Los datos no cumplen lo que se espera',
    when: 'Body, query or path break the schema of the route, unknown fields included. `field` is the first at fault, `errors` lists them.',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'La clave de idempotencia no es válida',
    when: 'The `Idempotency-Key` header is not 1 to 128 visible ASCII characters.',
  },
  'token-missing': {
    status: 401,
    title: 'Falta el token de acceso',
    when: 'The route needs `Authorization: Bearer …` and the request has none.',
  },
  'token-invalid': {
    status: 401,
    title: 'El token de acceso no es válido',
    when: 'Signature, algorithm, issuer, audience, dates or claims of the token do not pass.',
  },
  'scope-missing': {
    status: 403,
    title: 'El token no tiene el permiso necesario',
    when: 'The token is good but carries none of the scopes of the route; `scopes` lists them.',
  },
  'not-found': {
    status: 404,
    title: 'No existe el recurso pedido',
    when: 'No route has this path, or a route found nothing under this identifier.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'El recurso no admite este método',
    when: 'The path exists under other methods; `Allow` lists them.',
  },
  'request-timeout': {
    status: 408,
    title: 'La petición tardó demasiado en llegar',
    retry: true,
    when: 'The client did not finish sending its request in time.',
  },
  'body-too-large': {
    status: 413,
    title: 'El cuerpo de la petición es demasiado grande',
    when: 'The body passes the limit of the route; `limit` gives it in bytes.',
  },
  'uri-too-long': {
    status: 414,
    title: 'La dirección pedida es demasiado larga',
    when: 'The URL passes 4096 characters, or one of its segments 200.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'El tipo de contenido no se admite',
    when: 'Content-Type (or Content-Encoding) is not among those of the route; `accepted` lists them.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'La clave de idempotencia ya se usó con otro contenido',
    when: 'The key (`Idempotency-Key`, or source and id of an event) stands for a request with another body.',
  },
  'name-unknown': {
    status: 422,
    title: 'No se conoce ese nombre',
    when: 'The request asks about cases by an entity, a procedure, a kind or a regime that there is not; `field` says by which (absent: by the entity of the token), `detail` names those that there are.',
  },
  'rate-limited': {
    status: 429,
    title: 'Demasiadas peticiones',
    retry: true,
    when: 'The client (or the address, on public routes) passed its limit, of requests or of bytes of files in a day (`limit`); `Retry-After` says how long to wait.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Los encabezados de la petición son demasiado grandes',
    when: 'Request line and headers pass 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Ocurrió un error interno',
    when: 'A bug or a broken machine. The log holds the cause under the request id in `instance`.',
  },
  'storage-full': {
    status: 503,
    title: 'No hay espacio para guardar lo que llega',
    retry: true,
    when: 'The disk of the database, or of the attachments, is full. Nothing of the request was kept. Repeat it with the same Idempotency-Key: it is taken as soon as there is room.',
  },
  'position-not-reached': {
    status: 503,
    title: 'Todavía no se puede consultar lo que se escribió',
    retry: true,
    when: 'A read with `atLeast` has waited five seconds, and what was written up to that position is still not to be seen: the read model is behind, or nothing has that position.',
  },
  unavailable: {
    status: 503,
    title: 'El servicio no está disponible en este momento',
    retry: true,
    when: 'The database or the token issuer cannot be reached, or the process is stopping. Repeat with the same Idempotency-Key: what was done is not done again.',
  },
} as const satisfies ErrorCatalog

export type BaseErrorCode = keyof typeof baseErrors
