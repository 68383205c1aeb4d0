/** What a container's health check runs: asks the server beside it for a page of its health, `/livez` or `/readyz`. */
const [path = '/livez'] = process.argv.slice(2)
const address = `http://127.0.0.1:${process.env.PORT ?? '8080'}${path}`

try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) })
  // Docker shows it with `docker inspect`.
  process.stdout.write(await answer.text())
  process.exitCode = answer.ok ? 0 : 1
} catch (error) {
  process.stdout.write(`${address}: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
