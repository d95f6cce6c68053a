//! An encrypted line to a printer whose certificate proves that it is the one that was set up.
//!
//! Printers come with a certificate that they signed themselves. Such a one is named in a file and then
//! trusted as it is, byte for byte; any other has to be signed for the printer's name by somebody whom the
//! file names or the system trusts. There is no way to go on without.

use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, RootCertStore,
    SignatureScheme, StreamOwned,
};

/// An encrypted line.
pub(super) type TlsStream = StreamOwned<ClientConnection, TcpStream>;

/// Whom an encrypted printer has to be vouched for by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// A file with certificates (PEM): the printer's own, or of whoever signed it; without one, those
    /// that the system trusts.
    pub file: Option<PathBuf>,
}

/// Encrypts a line to `host`, once the certificate at its other end has proved who that is.
pub(super) fn encrypt(mut stream: TcpStream, host: &str, trust: &Trust) -> io::Result<TlsStream> {
    let config = config(trust)?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(bare.to_owned()).map_err(io::Error::other)?;
    let mut connection = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
    while connection.is_handshaking() {
        // Nothing of a document is sent before both sides know each other.
        connection.complete_io(&mut stream)?;
    }
    Ok(StreamOwned::new(connection, stream))
}

/// Whether this error says that the certificate proves nothing.
pub(super) fn is_untrusted(error: &io::Error) -> bool {
    let cause = error.get_ref();
    let cause = cause.and_then(|cause| cause.downcast_ref::<Error>());
    matches!(
        cause,
        Some(Error::InvalidCertificate(_) | Error::NoCertificatesPresented)
    )
}

fn config(trust: &Trust) -> io::Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let named = match &trust.file {
        Some(file) => Some(certificates(file)?),
        None => None,
    };
    let verifier = Known::new(named, &provider);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(config)
}

/// What a file of certificates holds. A file without any is a fault: nobody would be trusted by it.
fn certificates(file: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let refuse = |why: String| {
        tracing::error!(file = %file.display(), why, "the printers' certificates cannot be read");
        // To the bench it is the same as a certificate that nobody vouches for.
        io::Error::other(Error::InvalidCertificate(CertificateError::UnknownIssuer))
    };
    let found = CertificateDer::pem_file_iter(file).map_err(|error| refuse(error.to_string()))?;
    let certificates: Result<Vec<_>, _> = found.collect();
    let certificates = certificates.map_err(|error| refuse(error.to_string()))?;
    if certificates.is_empty() {
        return Err(refuse("it holds none".to_owned()));
    }
    Ok(certificates)
}

/// The certificates that the system trusts: read once, for a printer is looked at every few seconds.
fn system_roots() -> Arc<RootCertStore> {
    static ROOTS: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Arc::new(roots)
    });
    Arc::clone(roots)
}

/// Takes the certificates that were named as they are, and others by who signed them.
#[derive(Debug)]
struct Known {
    named: Vec<CertificateDer<'static>>,
    /// Nobody to sign others, where the system trusts nobody and no file is named.
    signed: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl Known {
    fn new(named: Option<Vec<CertificateDer<'static>>>, provider: &Arc<CryptoProvider>) -> Self {
        let roots = match &named {
            Some(named) => {
                let mut roots = RootCertStore::empty();
                roots.add_parsable_certificates(named.iter().cloned());
                Arc::new(roots)
            }
            None => system_roots(),
        };
        let signed =
            WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(provider)).build();
        Self {
            named: named.unwrap_or_default(),
            signed: signed.ok(),
            provider: Arc::clone(provider),
        }
    }
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if self.named.iter().any(|named| named == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        match &self.signed {
            Some(signed) => signed.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                now,
            ),
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, cert, dss, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
