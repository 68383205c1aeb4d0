import { serveAlone } from '@ventanilla/runtime'
import { composeNotification, notificationConfig } from './compose.ts'

await serveAlone({
  name: 'notification',
  title: 'Ventanilla · Notificaciones',
  port: 8084,
  config: notificationConfig,
  compose: composeNotification,
})
