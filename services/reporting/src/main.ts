import { serveAlone } from '@ventanilla/runtime'
import { composeReporting, reportingConfig } from './compose.ts'

await serveAlone({
  name: 'reporting',
  title: 'Ventanilla · Informes',
  port: 8085,
  config: reportingConfig,
  compose: composeReporting,
})
