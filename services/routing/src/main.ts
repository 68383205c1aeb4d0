import { serveAlone } from '@ventanilla/runtime'
import { composeRouting, routingConfig } from './compose.ts'

await serveAlone({
  name: 'routing',
  title: 'Ventanilla · Reparto',
  port: 8082,
  config: routingConfig,
  compose: composeRouting,
})
