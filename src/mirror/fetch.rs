//! One request: an address in, a picture, another address or a reason out.
//!
//! Invariant: what comes back as a picture is one by its own bytes, whole, no longer than allowed, and harmless.

use std::io::Read;
use std::time::Duration;

use ureq::http::header::{ACCEPT, LOCATION, RETRY_AFTER};
use ureq::http::{Response, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error};

use super::failure::Reason;
use super::guard::{Guard, Private, Refused};
use super::{Order, Patience, address};
use crate::picture::{self, Kind, Size};

const USER_AGENT: &str = concat!(
    "fangtan/",
    env!("CARGO_PKG_VERSION"),
    " (static site generator; asks for its articles' pictures and links)"
);

/// Asks hosts; shared by all threads.
#[derive(Debug)]
pub(crate) struct Asker {
    agent: Agent,
}

/// Asks hosts for pictures; shared by all threads.
#[derive(Debug)]
pub(super) struct Client {
    asker: Asker,
    most_bytes: u64,
    kinds: Vec<Kind>,
}

/// A picture as it came.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) kind: Kind,
    pub(super) size: Option<Size>,
    pub(super) bytes: Vec<u8>,
}

/// What an address gave.
#[derive(Debug)]
pub(crate) enum Answer<T> {
    /// What was asked for.
    Found(T),
    /// It is said to be there.
    Elsewhere(String),
    /// Nothing; the host may say when to ask again.
    Nothing(Reason, Option<Duration>),
}

impl<T> From<Reason> for Answer<T> {
    fn from(reason: Reason) -> Self {
        Self::Nothing(reason, None)
    }
}

impl Asker {
    pub(crate) fn new(patience: Patience, private: Private) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Through a proxy nobody could tell which machine is asked in the end.
            .proxy(None)
            .user_agent(USER_AGENT)
            .timeout_resolve(Some(patience.connection))
            .timeout_connect(Some(patience.connection))
            .timeout_recv_response(Some(patience.answer))
            .timeout_per_read(Some(patience.bytes))
            .timeout_global(Some(patience.whole))
            .build();
        let guard = Guard::new(private);
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), guard) }
    }

    /// Asks for what lies at an address; `read` reads a good answer.
    pub(crate) fn ask<T>(
        &self,
        address: &str,
        accepted: &str,
        read: impl FnOnce(&mut Response<Body>) -> Result<T, Reason>,
    ) -> Answer<T> {
        let Some(asked) = address::to_ask(address) else { return Reason::NoAddress.into() };
        // No Referer: hosts that answer their own pages alone answer readers of none as well.
        let mut response = match self.agent.get(&asked).header(ACCEPT, accepted).call() {
            Ok(response) => response,
            Err(error) => return reason(error).into(),
        };
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        match response.status() {
            StatusCode::OK => read(&mut response).map_or_else(Answer::from, Answer::Found),
            status if status.is_redirection() => match header(LOCATION) {
                Some(location) => Answer::Elsewhere(address::join(&asked, location)),
                None => Reason::Status(status.as_u16()).into(),
            },
            status => {
                let wait = header(RETRY_AFTER).and_then(|after| after.trim().parse().ok());
                Answer::Nothing(Reason::Status(status.as_u16()), wait.map(Duration::from_secs))
            }
        }
    }
}

impl Client {
    pub(super) fn new(order: &Order<'_>) -> Self {
        let asker = Asker::new(order.patience, order.private.clone());
        Self { asker, most_bytes: order.most_bytes, kinds: order.kinds.clone() }
    }

    /// Asks for the picture at an address.
    pub(super) fn fetch(&self, address: &str) -> Answer<Fetched> {
        self.asker.ask(address, "image/*,*/*;q=0.5", |response| self.read(response))
    }

    fn read(&self, response: &mut Response<Body>) -> Result<Fetched, Reason> {
        let told = response.body().content_length();
        if told.is_some_and(|length| length > self.most_bytes) {
            return Err(Reason::TooLong(self.most_bytes));
        }
        let mut bytes = Vec::new();
        let mut body = response.body_mut().with_config().limit(u64::MAX).reader().take(self.most_bytes + 1);
        match body.read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > self.most_bytes => return Err(Reason::TooLong(self.most_bytes)),
            Ok(_) => {}
            Err(error) => {
                return Err(match reason(Error::from(error)) {
                    Reason::Broken(_) => Reason::CutOff,
                    reason => reason,
                });
            }
        }
        if told.is_some_and(|length| length > bytes.len() as u64) {
            return Err(Reason::CutOff);
        }
        self.look(bytes)
    }

    /// Whether the bytes are a picture that may be kept.
    fn look(&self, bytes: Vec<u8>) -> Result<Fetched, Reason> {
        let Some(kind) = Kind::of(&bytes) else { return Err(Reason::NoPicture(begin(&bytes))) };
        if !self.kinds.contains(&kind) {
            return Err(Reason::Unwanted(kind));
        }
        if !picture::is_whole(kind, &bytes) {
            return Err(Reason::CutOff);
        }
        match picture::harm(&bytes).filter(|_| kind == Kind::Svg) {
            Some(harm) => Err(Reason::Harm(harm)),
            None => Ok(Fetched { kind, size: picture::size(&bytes), bytes }),
        }
    }
}

/// The first words of something that is no picture.
fn begin(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    let words: String = text.trim().chars().map(plain).take(40).collect();
    words.trim().to_owned()
}

/// Why no answer came.
fn reason(error: Error) -> Reason {
    match error {
        Error::Timeout(_) => Reason::Late,
        Error::HostNotFound => Reason::UnknownHost,
        Error::BadUri(_) | Error::Http(_) => Reason::NoAddress,
        Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
            Some(Refused(address)) => Reason::Private(*address),
            None if error.kind() == std::io::ErrorKind::TimedOut => Reason::Late,
            // What the system's resolver says, which has no kind of its own.
            None if error.to_string().contains("failed to lookup address") => Reason::UnknownHost,
            None => Reason::Broken(error.to_string()),
        },
        error => Reason::Broken(error.to_string()),
    }
}
