// A tool that is opened by LTI 1.3, with the library "ltijs" as it is. usage: tool.mjs PORT DASHBOARD CLIENT PGHOST PGPORT DATABASE USER PASSWORD
// It shows what the library made of the launch; whoever comes without a good launch gets the library's own refusal.
import ltijs from 'ltijs'
import Database from 'ltijs-sequelize'

const [port, dashboard, clientId, host, pgPort, database, user, password] = process.argv.slice(2)
const tool = ltijs.Provider
tool.setup('a key of the test', { plugin: new Database(database, user, password, { host, port: Number(pgPort), dialect: 'postgres', logging: false }) },
  { appRoute: '/rapport', loginRoute: '/login', keysetRoute: '/keys', tokenMaxAge: 60, cookies: { secure: false, sameSite: 'Lax' } })
tool.onConnect((token, request, response) => response.send(`<h1>Rapport ${request.query.opgave}</h1><pre id="launch">${JSON.stringify(token)}</pre>`))
await tool.deploy({ port: Number(port), silent: true })
await tool.registerPlatform({
  url: dashboard, name: 'Dashboard', clientId, authenticationEndpoint: dashboard + '/launch/lti/authorize', accesstokenEndpoint: dashboard + '/connect/token',
  authConfig: { method: 'JWK_SET', key: dashboard + '/launch/jwks.json' },
})
console.log('ready')
