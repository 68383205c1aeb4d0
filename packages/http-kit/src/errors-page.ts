import type { ErrorCatalog } from './error-catalog.ts'

/** The page that a problem's `type` points to: every code of this server, with an anchor each. */
export function errorsPage(title: string, catalog: ErrorCatalog): string {
  const rows = Object.entries(catalog)
    .map(([code, { status, title: what, retry }]) => {
      const again = retry ? 'Sí, después de esperar' : 'No sin cambiarla'
      return `<tr id="${html(code)}"><td><code>${html(code)}</code></td><td>${status}</td><td>${html(what)}</td><td>${again}</td></tr>`
    })
    .join('\n')
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Errores de ${html(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #ccc; vertical-align: top }
tr:target { background: #fff3bf }
</style>
</head>
<body>
<h1>Errores de ${html(title)}</h1>
<p>Toda respuesta de error es <code>application/problem+json</code> y trae uno de estos códigos en <code>code</code>.
Si escribe a soporte, incluya el <code>instance</code> de la respuesta.</p>
<table>
<thead><tr><th>Código</th><th>Estado HTTP</th><th>Qué significa</th><th>¿Repetir la petición?</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</body>
</html>
`
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
