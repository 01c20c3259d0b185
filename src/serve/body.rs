//! What a response carries: bytes, a part of a file, or events as they come.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;

/// Bytes of a file that are read at a time.
const PIECE: u64 = 1 << 16;

/// The body of a response.
#[derive(Debug)]
pub(super) enum Reply {
    /// All of it.
    Whole(Bytes),
    /// So many bytes of a file, from where it stands.
    File(File, u64),
    /// Piece by piece, until the sender is gone.
    Events(Receiver<Bytes>),
}

impl Body for Reply {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::File(_, 0) => Poll::Ready(None),
            Self::File(file, left) => {
                let mut piece = Vec::new();
                let read = file.take(PIECE.min(*left)).read_to_end(&mut piece);
                // A file that has become shorter breaks the connection: it was promised whole.
                let read = read.and_then(|read| {
                    if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(read) }
                });
                *left -= *read.as_ref().unwrap_or(&0) as u64;
                Poll::Ready(Some(read.map(|_| Frame::data(piece.into()))))
            }
            Self::Events(events) => events.poll_recv(context).map(|event| event.map(Frame::data).map(Ok)),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_empty(),
            Self::File(_, left) => *left == 0,
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::File(_, left) => SizeHint::with_exact(*left),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
