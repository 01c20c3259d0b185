//! The loop's own side: shows each state of the site, answers questions about it, and says what happened next.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use tokio::sync::watch::{Receiver, Sender, channel};

use super::desk::{Ask, Desk, Stale};
use super::finder::Finder;
use super::hosts::Hosts;
use super::live::Published;
use super::watch::{Message, News, Watcher};
use super::{Error, Event, Plan, Watch, http, ports};
use crate::pipeline::{Next, Shop};

/// What lasts from one state of the site to the next.
#[derive(Debug)]
pub(super) struct Stand {
    pub(super) watcher: Watcher,
    root: PathBuf,
    desk: Desk,
    inbox: mpsc::Receiver<Message>,
    messages: mpsc::Sender<Message>,
    sender: Sender<Arc<Published>>,
    receiver: Receiver<Arc<Published>>,
    /// What is to be listened on, until it is.
    listeners: Option<Vec<TcpListener>>,
    address: SocketAddr,
    finder: Finder,
    watches: bool,
    error: Option<Error>,
    /// What brought the next state about, and when that was noticed.
    changed: Vec<PathBuf>,
    noticed: Instant,
    /// Whether everything was looked at again without a reason.
    is_second_look: bool,
}

impl Stand {
    pub(super) fn new(plan: &Plan, listeners: Vec<TcpListener>, address: SocketAddr, finder: Finder) -> Self {
        let (messages, inbox) = mpsc::channel();
        let config = plan.options.config.as_deref();
        let watches = plan.watch != Watch::Off;
        let nothing = Published::nothing(watches, plan.editor.clone().at(&plan.root));
        let (sender, receiver) = channel(Arc::new(nothing));
        Self {
            watcher: Watcher::start(&plan.root, config, plan.watch, messages.clone()),
            root: plan.root.clone(),
            desk: Desk::default(),
            inbox,
            messages,
            sender,
            receiver,
            listeners: Some(listeners),
            address,
            finder,
            watches,
            error: None,
            changed: Vec::new(),
            noticed: Instant::now(),
            is_second_look: false,
        }
    }

    /// Publishes a state of the site, and answers questions about it until there is to be another.
    pub(super) fn show(&mut self, shop: &mut Shop<'_>, told: &mut dyn FnMut(Event<'_>)) -> Next {
        let now = self.desk.open(shop, &self.receiver.borrow().clone());
        self.publish(now);
        if !self.is_second_look {
            told(Event::Shown(shop.outcome, &self.changed, self.noticed.elapsed()));
        }
        if let Some(listeners) = self.listeners.take()
            && let Err(error) = self.listen(listeners, told)
        {
            self.error = Some(error);
            return Next::Stop;
        }
        loop {
            match self.next() {
                News::Ask(ask) => {
                    if let Some(next) = self.answer(ask, shop) {
                        return next;
                    }
                }
                News::Changed(files) => {
                    (self.changed, self.noticed, self.is_second_look) = (files, Instant::now(), false);
                    return Next::Changed { files: self.changed.clone(), open: self.watcher.open() };
                }
                News::Quiet => {
                    self.is_second_look = true;
                    return Next::Rest;
                }
                News::Stop => return Next::Stop,
            }
        }
    }

    /// What a visit came to in the end.
    pub(super) fn close(self, told: &mut dyn FnMut(Event<'_>)) -> Result<(), Error> {
        match self.error {
            Some(error) => Err(error),
            None => {
                ports::forget(&self.root);
                told(Event::Stopped);
                Ok(())
            }
        }
    }

    fn next(&mut self) -> News {
        self.watcher.next(&self.inbox)
    }

    /// Answers a question; if a file changed under it, everything has to be looked at first.
    fn answer(&mut self, ask: Ask, shop: &mut Shop<'_>) -> Option<Next> {
        let (now, broken) = (self.receiver.borrow().clone(), self.desk.broken());
        match self.desk.find(shop, &now, &ask.path) {
            Ok(found) => {
                // Whoever asked may have gone.
                let _ = ask.answer.send(found);
                if self.desk.broken() > broken {
                    let next = self.desk.state(shop, &now);
                    self.publish(next);
                }
                None
            }
            Err(Stale) => {
                self.watcher.put_off(ask);
                if self.watcher.is_open() {
                    return None;
                }
                self.watcher.take_up();
                self.is_second_look = true;
                Some(Next::Changed { files: Vec::new(), open: self.watcher.open() })
            }
        }
    }

    fn publish(&self, now: Published) {
        self.sender.send_replace(Arc::new(now));
    }

    fn listen(&self, listeners: Vec<TcpListener>, told: &mut dyn FnMut(Event<'_>)) -> Result<(), Error> {
        let now = self.receiver.borrow().clone();
        if !self.watches && now.has_errors() {
            return Err(Error::Faulty);
        }
        let hosts = Hosts::new(self.address);
        ports::note(&self.root, &ports::origin(self.address));
        http::start(listeners, self.receiver.clone(), hosts, self.finder.clone(), self.messages.clone())?;
        told(Event::Listening(&format!("{}{}", ports::origin(self.address), now.base())));
        Ok(())
    }
}
