// A publisher's client of stock parts. "key": makes a key pair, keeps the private half here, prints the public JWKS.
// "push ADDRESS CLIENT": finds the token address, gets a token by private_key_jwt, pushes one result, waits for its report.
import fs from 'node:fs'
import * as oauth from 'openid-client'
import { exportJWK, generateKeyPair, importJWK } from 'jose'

const [, , what, address, clientId] = process.argv

if (what === 'key') {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  fs.writeFileSync('private.json', JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'stock-1', alg: 'ES256' }))
  console.log(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'stock-1', alg: 'ES256', use: 'sig' }] }))
} else {
  const jwk = JSON.parse(fs.readFileSync('private.json', 'utf8'))
  const key = { key: await importJWK(jwk, jwk.alg), kid: jwk.kid }
  const config = await oauth.discovery(new URL(address), clientId, undefined, oauth.PrivateKeyJwt(key), { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] })
  const token = await oauth.clientCredentialsGrant(config, { scope: 'eduv.result dashboard.deliveries' })
  console.log('token', token.token_type, token.expires_in, token.scope)

  const now = new Date().toISOString()
  const year = new Date().getMonth() >= 7 ? new Date().getFullYear() : new Date().getFullYear() - 1
  const message = {
    id: 'stock-message', assessmentDateTime: now, timestamp: now, schoolPeriod: `${year}-${year + 1}`,
    school: { organisationIds: [{ organisationId: '99XX', organisationIdType: 'OIE_CODE' }] },
    assessmentDefinition: { id: 'numo-klok', name: 'Klokkijken' },
    studentScoresAndResults: [{
      id: 'stock-1', student: { userIds: [{ userId: 'lln-maaike', userIdType: 'ASI' }] }, dateCreated: now, dateLastModified: now, status: 'Final',
      scores: [{ scoreType: 'NumberCorrect', scoreValue: '9', scoreMaximum: '10', assessmentId: 'numo-klok' }],
    }],
  }
  const call = (method, path, body) => oauth.fetchProtectedResource(config, token.access_token, new URL(path, address), method, body, new Headers({ 'content-type': 'application/json', 'api-version': '2.1.0' }))
  const pushed = await call('POST', '/eduv/v2/results', JSON.stringify(message))
  const delivery = pushed.headers.get('delivery-id')
  console.log('pushed', pushed.status, pushed.headers.get('api-version'), delivery)
  for (let wait = 0; wait < 120; wait++) {
    const report = await (await call('GET', `/api/v1/deliveries/${delivery}`)).json()
    if (report.state !== 'received') { console.log('report', report.state === 'mapped' || report.state === 'signalled' ? 'final' : report.state, report.accepted); process.exit(0) }
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  process.exit(1)
}
