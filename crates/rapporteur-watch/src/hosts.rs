//! Whose turn it is: requests in a queue for each host, of which one at a time is asked, and again after a pause.

use crate::fetch::Request;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The queues of all hosts, for many threads.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    turns: Mutex<Turns>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Turns {
    hosts: BTreeMap<String, Host>,
    closed: bool,
}

#[derive(Debug)]
struct Host {
    requests: VecDeque<Request>,
    /// Not to be asked before.
    ready: Instant,
    busy: bool,
}

impl Hosts {
    /// Puts a request behind those of its host.
    pub(crate) fn push(&self, request: Request) {
        let host = request.address.host_str().unwrap_or_default().to_owned();
        let fresh = || Host { requests: VecDeque::new(), ready: Instant::now(), busy: false };
        self.lock().hosts.entry(host).or_insert_with(fresh).requests.push_back(request);
        self.changed.notify_one();
    }

    /// The next request of a host whose turn it is, once there is one; none when the queues are closed. [`Hosts::done`] must follow.
    pub(crate) fn take(&self) -> Option<Request> {
        let mut turns = self.lock();
        loop {
            if turns.closed {
                return None;
            }
            let free = turns.hosts.values_mut().filter(|host| !host.busy && !host.requests.is_empty()).min_by_key(|host| host.ready);
            let now = Instant::now();
            turns = match free {
                Some(host) if host.ready <= now => {
                    host.busy = true;
                    return host.requests.pop_front();
                }
                Some(host) => {
                    let wait = host.ready - now;
                    self.changed.wait_timeout(turns, wait).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(turns).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// The request of a host that was taken is done; the next may come after a pause. A host that is not asked any more is forgotten once its pause is over.
    pub(crate) fn done(&self, request: &Request, pause: Duration) {
        let now = Instant::now();
        let mut turns = self.lock();
        if let Some(host) = turns.hosts.get_mut(request.address.host_str().unwrap_or_default()) {
            (host.busy, host.ready) = (false, now + pause);
        }
        turns.hosts.retain(|_, host| host.busy || !host.requests.is_empty() || host.ready > now);
        drop(turns);
        self.changed.notify_all();
    }

    /// Takes out the requests of a host that wait.
    pub(crate) fn clear(&self, host: &str) -> Vec<Request> {
        self.lock().hosts.get_mut(host).map(|host| host.requests.drain(..).collect()).unwrap_or_default()
    }

    /// Lets nothing be taken any more.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
